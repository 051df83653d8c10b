package io.lockstep.activities.http;

import feign.Request;

/** Our name of a call: the method of the API interface, {@code updateContact: update-contact}. */
public final class OperationName {

  private OperationName() {}

  /** Of a request that Feign made from one of our interfaces. */
  public static String of(Request request) {
    return of(request.requestTemplate().methodMetadata().configKey());
  }

  /**
   * Of Feign's key of a method.
   *
   * @param methodKey such as {@code HighLevelContacts#updateContact(String,Map)}
   */
  public static String of(String methodKey) {
    String method = methodKey.substring(methodKey.indexOf('#') + 1, methodKey.indexOf('('));
    return method.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
  }
}
