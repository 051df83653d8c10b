/** HTTP as both connectors speak it: one attempt, watched, never quoting what it carries. */
@NullMarked
package io.lockstep.activities.http;

import org.jspecify.annotations.NullMarked;
