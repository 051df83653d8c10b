/** What is asked of a connection as a whole and needs a provider to be answered. */
@NullMarked
package io.lockstep.workflows.connection;

import org.jspecify.annotations.NullMarked;
