package io.lockstep.activities.http;

import io.lockstep.core.error.ProviderError.Kind;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a caller must know of an operation. {@code docs/operations.md} is made of these. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Operation {

  /**
   * File and operation id of the provider's OpenAPI document: {@code contacts.json#get-contact}; an
   * article of its help where no document has it.
   */
  String source();

  /** The scope the token needs; empty where the provider has none. */
  String scope() default "";

  /** What a second, equal call does. */
  Repeat repeat();

  /**
   * How it can fail besides AUTH, RATE_LIMITED and TRANSIENT, which every operation can, and
   * REFUSED without a scope or for another location.
   */
  Kind[] errors() default {};
}
