package io.lockstep.starter.api;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Says in the API's own description how each operation answers when it cannot do its work. */
@Component
final class DocumentedProblems implements OpenApiCustomizer {

  private static final String NAME = "Problem";

  @Override
  public void customise(OpenAPI document) {
    document.getComponents().addSchemas(NAME, problem());
    ApiResponse otherwise =
        new ApiResponse()
            .description("a problem (RFC 9457); its action says what to do")
            .content(
                new Content()
                    .addMediaType(
                        APPLICATION_PROBLEM_JSON_VALUE,
                        new MediaType()
                            .schema(new ObjectSchema().$ref("#/components/schemas/" + NAME))));
    document.getPaths().values().stream()
        .map(PathItem::readOperations)
        .flatMap(List::stream)
        .forEach(
            operation -> operation.getResponses().addApiResponse(ApiResponses.DEFAULT, otherwise));
  }

  private static ObjectSchema problem() {
    ObjectSchema problem = new ObjectSchema();
    problem.addProperty("title", new StringSchema().description("what"));
    problem.addProperty("status", new IntegerSchema());
    problem.addProperty("detail", new StringSchema().description("where"));
    problem.addProperty("action", new StringSchema().description("what to do"));
    problem.addProperty("instance", new StringSchema());
    return problem;
  }
}
