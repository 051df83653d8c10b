/**
 * The way in: webhooks become workflow executions, people read and decide. Read {@link
 * io.lockstep.starter.StarterApplication} first. This app never calls a provider.
 */
@NullMarked
package io.lockstep.starter;

import org.jspecify.annotations.NullMarked;
