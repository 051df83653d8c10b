/** The mapping profile: which field of one side is which of the other, and who wins. */
@NullMarked
package io.lockstep.core.mapping;

import org.jspecify.annotations.NullMarked;
