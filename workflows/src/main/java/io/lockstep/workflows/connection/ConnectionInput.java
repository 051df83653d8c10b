package io.lockstep.workflows.connection;

/** Which connection is asked. */
public record ConnectionInput(String connection) {}
