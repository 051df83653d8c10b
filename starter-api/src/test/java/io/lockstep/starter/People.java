package io.lockstep.starter;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What people send to log in. */
public final class People {

  public static final String OPERATOR = basic("operator", "the operator's password");
  public static final String VIEWER = basic("viewer", "the viewer's password");

  private People() {}

  /** The value of an {@code Authorization} header. */
  public static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
