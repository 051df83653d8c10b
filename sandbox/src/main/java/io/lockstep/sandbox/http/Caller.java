package io.lockstep.sandbox.http;

/**
 * Who calls, as the token tells.
 *
 * @param name {@code lockstep}, {@code person} or {@code nobody}; the call log shows it
 * @param home the location or account the token is for; empty for nobody
 */
public record Caller(String name, String home) {

  public static final Caller NOBODY = new Caller("nobody", "");

  public static Caller lockstep(String home) {
    return new Caller("lockstep", home);
  }

  public static Caller person(String home) {
    return new Caller("person", home);
  }

  public boolean isNobody() {
    return home.isEmpty();
  }
}
