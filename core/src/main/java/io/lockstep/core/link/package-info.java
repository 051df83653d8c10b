/**
 * Which contact is which profile: rules that prove a pair or hand it to a person. Read {@link
 * io.lockstep.core.link.Linking} first.
 */
@NullMarked
package io.lockstep.core.link;

import org.jspecify.annotations.NullMarked;
