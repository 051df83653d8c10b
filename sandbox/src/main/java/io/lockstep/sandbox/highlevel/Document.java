package io.lockstep.sandbox.highlevel;

/** A file that lies in a FILE_UPLOAD custom field. */
@SuppressWarnings("ArrayRecordComponent") // raw bytes: they are served, never compared
record Document(String id, String contentType, byte[] content) {}
