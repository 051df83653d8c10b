/** One field as one side shows it: a value, empty, or not shown. */
@NullMarked
package io.lockstep.core.field;

import org.jspecify.annotations.NullMarked;
