/** What a look answers and an apply performs. */
@NullMarked
package io.lockstep.core.plan;

import org.jspecify.annotations.NullMarked;
