package io.lockstep.sandbox;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HighLevel's official OpenAPI files, mended in memory where they are broken or wrong; the files
 * themselves stay as they are. Every repair says why.
 */
final class HighLevelSpec {

  static final Path FOLDER = Path.of("../../shared/openapi/highlevel");

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
  private static final List<String> METHODS = List.of("get", "post", "put", "delete", "patch");

  private HighLevelSpec() {}

  static boolean isThere() {
    return Files.isDirectory(FOLDER);
  }

  static Contract load(String file) throws IOException {
    JsonNode common = MAPPER.readTree(FOLDER.resolve("common/common-schemas.json").toFile());
    String text =
        Files.readString(FOLDER.resolve("apps/" + file))
            // one document: the validator takes a text, which has no neighbours
            .replace("../common/common-schemas.json#/", "#/");
    ObjectNode spec = (ObjectNode) MAPPER.readTree(text);
    ObjectNode schemas = (ObjectNode) spec.path("components").path("schemas");
    common
        .path("components")
        .path("schemas")
        .properties()
        .forEach(one -> schemas.set(one.getKey(), one.getValue()));
    spec.path("paths")
        .properties()
        .forEach(path -> declareVariables(path.getKey(), path.getValue()));
    mend(schemas);
    return new Contract(
        OpenApiInteractionValidator.createForInlineApiSpecification(MAPPER.writeValueAsString(spec))
            .withBasePathOverride("/")
            .withLevelResolver(
                LevelResolver.create()
                    // traceId, createdBy, followers and more are answered and not in the file
                    .withLevel("validation.response.body.schema.additionalProperties", Level.IGNORE)
                    .build())
            .build());
  }

  /** Some paths do not declare their variables; the validator refuses the whole file for it. */
  private static void declareVariables(String path, JsonNode operations) {
    for (String method : METHODS) {
      if (operations.get(method) instanceof ObjectNode operation) {
        ArrayNode parameters = operation.withArray("parameters");
        Matcher variables = VARIABLE.matcher(path);
        while (variables.find()) {
          String name = variables.group(1);
          boolean declared =
              parameters.findValuesAsText("name").contains(name)
                  || operations.path("parameters").findValuesAsText("name").contains(name);
          if (!declared) {
            parameters
                .addObject()
                .put("name", name)
                .put("in", "path")
                .put("required", true)
                .putObject("schema")
                .put("type", "string");
          }
        }
      }
    }
  }

  /** Some arrays do not say of what; the validator refuses the whole file for it. */
  private static void nameItems(JsonNode schema) {
    if (schema.path("type").asText().equals("array")
        && !schema.has("items")
        && schema instanceof ObjectNode array) {
      array.putObject("items");
    }
  }

  private static void mend(ObjectNode schemas) {
    schemas.findParents("type").forEach(HighLevelSpec::nameItems);
    // a date of birth is a text in every sample, an object in the file
    for (String name : List.of("CreateContactDto", "UpdateContactDto", "UpsertContactDto")) {
      if (schemas.path(name).path("properties").get("dateOfBirth") instanceof ObjectNode date) {
        date.put("type", "string");
      }
    }
    // a found task is an object in every client, an array in the file
    if (schemas.path("LocationTaskListSuccessfulResponseDto").path("properties").get("tasks")
        instanceof ObjectNode tasks) {
      tasks.putObject("items").put("type", "object");
    }
    // a custom field may be named by its key instead of its id
    schemas
        .properties()
        .forEach(
            one -> {
              if (one.getKey().endsWith("Field") && one.getValue() instanceof ObjectNode field) {
                field.remove("required");
              }
            });
  }
}
