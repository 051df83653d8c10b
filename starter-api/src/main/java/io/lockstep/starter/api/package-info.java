/**
 * The operator API: what stands where, and a person's decisions. Every act is journalled with who
 * did it before it is done. The document of it is served at {@code /v3/api-docs}.
 */
@NullMarked
package io.lockstep.starter.api;

import org.jspecify.annotations.NullMarked;
