/**
 * The simulation: the real look, plan and apply over the real connectors and the sandbox, in
 * virtual time, under random edits and faults. Read {@link
 * io.lockstep.activities.simulation.SimulationTest} first, then {@link
 * io.lockstep.activities.simulation.World}.
 */
@NullMarked
package io.lockstep.activities.simulation;

import org.jspecify.annotations.NullMarked;
