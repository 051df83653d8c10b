package io.lockstep.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.report.ValidationReport.Level;
import io.lockstep.sandbox.http.Json;
import io.lockstep.sandbox.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Holds calls and answers against an OpenAPI document. */
public final class Contract {

  private final OpenApiInteractionValidator validator;

  public Contract(OpenApiInteractionValidator validator) {
    this.validator = validator;
  }

  void holds(String method, String path, Map<String, String> headers, byte[] body, Play.Said said) {
    holds(method, path, headers, body, response(said));
  }

  /** Both the call and what was said to it are as the document has them. */
  public void holds(
      String method, String path, Map<String, String> headers, byte[] body, SimpleResponse said) {
    Request call = Request.of(method, path, headers, body);
    var request = new SimpleRequest.Builder(method, call.path());
    call.query().forEach((name, value) -> request.withQueryParam(name, value));
    headers.forEach((name, value) -> request.withHeader(name, value));
    if (body.length > 0) {
      request.withBody(new String(body, StandardCharsets.UTF_8));
      if (!headers.containsKey("Content-Type")) {
        request.withContentType("application/json");
      }
    }
    good(validator.validate(request.build(), said), method + " " + path);
  }

  void holdsForTheAnswer(String method, String path, Play.Said said) {
    holdsForTheAnswer(method, path, response(said));
  }

  /** What was said is as the document has it; the call is wrong on purpose. */
  public void holdsForTheAnswer(String method, String path, SimpleResponse said) {
    good(
        validator.validateResponse(path, Method.valueOf(method), said),
        "answer to " + method + " " + path);
  }

  /** The request alone. */
  ValidationReport request(String method, String path, Map<String, Object> body) {
    return validator.validateRequest(
        new SimpleRequest.Builder(method, path)
            .withContentType("application/json")
            .withBody(new String(Json.bytes(body), StandardCharsets.UTF_8))
            .build());
  }

  private static SimpleResponse response(Play.Said said) {
    return response(said.status(), Json.bytes(said.body()));
  }

  /** A JSON answer. */
  public static SimpleResponse response(int status, byte[] json) {
    return SimpleResponse.Builder.status(status)
        .withContentType("application/json")
        .withBody(new String(json, StandardCharsets.UTF_8))
        .build();
  }

  private static void good(ValidationReport report, String what) {
    assertThat(report.getMessages())
        .as(what)
        .filteredOn(message -> message.getLevel() != Level.IGNORE)
        .isEmpty();
  }
}
