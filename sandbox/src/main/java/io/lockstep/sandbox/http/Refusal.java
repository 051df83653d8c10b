package io.lockstep.sandbox.http;

/** Ends a call with an error answer. Thrown by what finds the error, answered by the front. */
public final class Refusal extends RuntimeException {

  private final transient Reply reply;

  public Refusal(Reply reply) {
    super("refused with " + reply.status());
    this.reply = reply;
  }

  public Reply reply() {
    return reply;
  }
}
