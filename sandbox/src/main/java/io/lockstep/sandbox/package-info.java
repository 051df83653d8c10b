/**
 * HighLevel and BHN Rewards simulated in one process, with faults. {@link
 * io.lockstep.sandbox.Sandbox} is the state machine: no threads, no sockets, its time and chance
 * are handed in. {@link io.lockstep.sandbox.SandboxServer} puts HTTP and a webhook sender around
 * it. Described in docs/sandbox.md.
 */
@NullMarked
package io.lockstep.sandbox;

import org.jspecify.annotations.NullMarked;
