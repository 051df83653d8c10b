package io.lockstep.workflows.connection;

/**
 * What is to be seen of the marked person.
 *
 * @param seen whether its profile is there
 * @param standing where the pair stands and why, without a person's data
 */
public record RoundSight(boolean seen, String standing) {}
