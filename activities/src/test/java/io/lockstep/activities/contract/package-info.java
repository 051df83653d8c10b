/** One suite for both connectors, run against the sandbox in process and over HTTP. */
@NullMarked
package io.lockstep.activities.contract;

import org.jspecify.annotations.NullMarked;
