/** A contact and a profile read from, and written to, the providers' own JSON maps. */
@NullMarked
package io.lockstep.core.person;

import org.jspecify.annotations.NullMarked;
