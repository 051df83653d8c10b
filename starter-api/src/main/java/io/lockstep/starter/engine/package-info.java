/** The one place that talks to Temporal. Read {@link io.lockstep.starter.engine.Flows} first. */
@NullMarked
package io.lockstep.starter.engine;

import org.jspecify.annotations.NullMarked;
