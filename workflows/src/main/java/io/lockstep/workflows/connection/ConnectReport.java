package io.lockstep.workflows.connection;

/**
 * What became of a code.
 *
 * @param sentence for the person who brought it: what is now, or what to do
 */
public record ConnectReport(boolean connected, String sentence) {}
