package io.lockstep.activities.http;

import feign.Response;
import java.util.Map;

/** Whether a 2xx answer is the success it claims to be. */
@FunctionalInterface
public interface AnswerCheck {

  /** Believes the status. */
  AnswerCheck NONE = (response, answer) -> {};

  /**
   * Looks at a decoded answer.
   *
   * @throws io.lockstep.core.error.ProviderException when it is a failure after all
   */
  void check(Response response, Map<String, Object> answer);
}
