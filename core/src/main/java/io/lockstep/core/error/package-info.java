/** What a provider answered instead of what was asked. */
@NullMarked
package io.lockstep.core.error;

import org.jspecify.annotations.NullMarked;
