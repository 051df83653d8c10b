/**
 * The flows. Read {@link io.lockstep.workflows.sync} first. Workflow code only puts steps in order;
 * what it decides by is planned outside.
 */
@NullMarked
package io.lockstep.workflows;

import org.jspecify.annotations.NullMarked;
