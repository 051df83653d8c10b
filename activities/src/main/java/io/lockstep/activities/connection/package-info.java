/**
 * Questions to a connection that only its providers can answer. Read {@link
 * io.lockstep.activities.connection.ConnectionActivitiesImpl} first.
 */
@NullMarked
package io.lockstep.activities.connection;

import org.jspecify.annotations.NullMarked;
