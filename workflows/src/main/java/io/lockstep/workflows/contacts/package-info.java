/** Contact and profile fields, tags, consent and linking. */
@NullMarked
package io.lockstep.workflows.contacts;

import org.jspecify.annotations.NullMarked;
