/** What tests of this room share: both providers without a socket, and a clock set by hand. */
@NullMarked
package io.lockstep.activities.testing;

import org.jspecify.annotations.NullMarked;
