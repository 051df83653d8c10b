package io.lockstep.starter;

import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** The answer to what Tomcat itself cannot read, as every other one: a problem document. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE) // inside Spring Boot's, which writes only where nobody has
final class TomcatProblems
    implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

  @Override
  public void customize(ConfigurableTomcatWebServerFactory factory) {
    factory.addContextCustomizers(
        context -> context.getParent().getPipeline().addValve(new ProblemValve()));
  }

  private static final class ProblemValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
      HttpStatus status = HttpStatus.resolve(response.getStatus());
      if (status == null
          || !status.isError()
          || response.getContentWritten() > 0
          || !response.setErrorReported()) {
        return;
      }
      try {
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding("utf-8");
        Writer writer = response.getReporter();
        if (writer != null) {
          writer.write(
              "{\"status\":%d,\"title\":\"%s\",\"detail\":\"%s\"}"
                  .formatted(
                      status.value(), status.getReasonPhrase(), ErrorAnswers.sentence(status)));
          response.finishResponse();
        }
      } catch (IOException | IllegalStateException gone) {
        container.getLogger().debug("nobody is there to be told", gone);
      }
    }
  }
}
