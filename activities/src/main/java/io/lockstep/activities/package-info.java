/**
 * What the flows call. {@link io.lockstep.activities.Providers} is the door to both providers;
 * every call passes a {@link io.lockstep.activities.Gate}.
 */
@NullMarked
package io.lockstep.activities;

import org.jspecify.annotations.NullMarked;
