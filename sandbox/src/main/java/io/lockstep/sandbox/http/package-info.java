/** HTTP without sockets: requests, answers and the route tables both providers are written as. */
@NullMarked
package io.lockstep.sandbox.http;

import org.jspecify.annotations.NullMarked;
