/** Which contact is which profile: rules that prove a pair or hand it to a person. */
@NullMarked
package io.lockstep.core.link;

import org.jspecify.annotations.NullMarked;
