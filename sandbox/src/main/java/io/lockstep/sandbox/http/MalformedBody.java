package io.lockstep.sandbox.http;

/** The body of a call is not the JSON or the form it should be. The message never quotes it. */
public final class MalformedBody extends RuntimeException {

  MalformedBody(String message) {
    super(message);
  }
}
