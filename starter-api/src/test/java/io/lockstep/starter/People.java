package io.lockstep.starter;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What people send to log in. */
public final class People {

  public static final String OPERATOR = basic("operator", "the operator's password");
  public static final String VIEWER = basic("viewer", "the viewer's password");

  /** Vera views acme, by token. */
  public static final String VERA = "Bearer a-token-of-vera";

  public static final String VERA_HASH =
      "3989d48355247ebcb88bc796a350da311d01cc6a56d567743579bc7ed536b96e";

  /** Omar operates acme, by token. */
  public static final String OMAR = "Bearer a-token-of-omar";

  public static final String OMAR_HASH =
      "d289a754ec408950fb8b6848dfe1a8aef7957133825faa23bfb24372efcab1c9";

  /** Olga operates another connection, and views a third one. */
  public static final String OLGA = "Bearer a-token-of-olga";

  public static final String OLGA_HASH =
      "28b14351df7bdfa7fe3b516c757579cbbdf8769e0d608f38b98a2a326f964e3a";

  /** Otto operates every connection, by token. */
  public static final String OTTO = "Bearer a-token-of-otto";

  public static final String OTTO_HASH =
      "33fce62bac001f4d06bb13d8ef54841abb0bf2a0dc932e8898ca2429ccd80a2d";

  private People() {}

  /** The value of an {@code Authorization} header. */
  public static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
