/**
 * What every Temporal process of Lockstep needs: encrypted and leniently read payloads, small
 * failures, and the pieces the Spring Boot starter leaves out. Read {@link
 * io.lockstep.engine.LockstepDataConverter} and {@link io.lockstep.engine.FailureInterceptor}
 * first; nothing here knows what a contact is.
 */
@NullMarked
package io.lockstep.engine;

import org.jspecify.annotations.NullMarked;
