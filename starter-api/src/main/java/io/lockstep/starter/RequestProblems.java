package io.lockstep.starter;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * What Spring refuses before a controller sees it, in our own words: Spring's repeat the value that
 * was sent, and so would a log of them.
 */
@RestControllerAdvice
final class RequestProblems extends ResponseEntityExceptionHandler
    implements ResponseBodyAdvice<Object> {

  @Override
  protected ResponseEntity<Object> handleExceptionInternal(
      Exception refused,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode code,
      WebRequest request) {
    HttpStatus status = HttpStatus.valueOf(code.value());
    ProblemDetail told =
        refused.getClass().equals(ErrorResponseException.class) // a controller's own words
            ? ((ErrorResponseException) refused).getBody()
            : ProblemDetail.forStatusAndDetail(status, sentence(refused, status));
    HttpHeaders all = new HttpHeaders(headers);
    all.setContentType(MediaType.APPLICATION_PROBLEM_JSON); // whatever Accept says
    return new ResponseEntity<>(told, all, status);
  }

  /** Tomcat found a parameter whose bytes are no text; left alone it logs them, with a stack. */
  @ExceptionHandler(InvalidParameterException.class)
  ResponseEntity<Object> garbledParameter(InvalidParameterException garbled, WebRequest request) {
    return handleExceptionInternal(
        garbled, null, new HttpHeaders(), HttpStatus.BAD_REQUEST, request);
  }

  @Override
  public boolean supports(
      MethodParameter answer, Class<? extends HttpMessageConverter<?>> converter) {
    return true;
  }

  /** Spring adds the address to every problem, and addresses name contacts. */
  @Override
  public @Nullable Object beforeBodyWrite(
      @Nullable Object body,
      MethodParameter answer,
      MediaType type,
      Class<? extends HttpMessageConverter<?>> converter,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    if (body instanceof ProblemDetail problem) {
      problem.setInstance(null);
    }
    return body;
  }

  private static String sentence(Exception refused, HttpStatus status) {
    if (refused instanceof MethodArgumentTypeMismatchException mismatch) {
      return "The parameter %s is not of its kind; /v3/api-docs says of which."
          .formatted(mismatch.getName());
    }
    if (refused instanceof MissingServletRequestParameterException missing) {
      return "The parameter %s is missing.".formatted(missing.getParameterName());
    }
    return switch (status) {
      case NOT_FOUND -> "Nothing is served at this address; /v3/api-docs lists what is.";
      case METHOD_NOT_ALLOWED -> "This address takes another method; the header Allow says which.";
      case NOT_ACCEPTABLE -> "Nothing of what Accept allows can be sent; ask for application/json.";
      case UNSUPPORTED_MEDIA_TYPE -> "Send the body as application/json.";
      case BAD_REQUEST ->
          "The body or a parameter cannot be read; /v3/api-docs says what is expected.";
      default ->
          status.is4xxClientError()
              ? "The request cannot be served; /v3/api-docs says what is expected."
              : "This is a bug of ours. Please report it with the time it happened.";
    };
  }
}
