package io.lockstep.sandbox;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * HighLevel's official OpenAPI files, repaired in memory by {@code openapi/highlevel-overlay.yaml}
 * where they are broken or wrong; the files stay as they are.
 */
public final class HighLevelSpec {

  private static final Path FOLDER = Path.of("../../shared/openapi/highlevel");
  private static final String OVERLAY = "/openapi/highlevel-overlay.yaml";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private HighLevelSpec() {}

  public static boolean isThere() {
    return Files.isDirectory(FOLDER);
  }

  /** Whether the files are there; where they must be, it is an error if they are not. */
  public static boolean isThereFor(Class<?> test) {
    if (!isThere()) {
      System.out.println(
          test.getSimpleName()
              + " skipped: HighLevel's OpenAPI files are not at ../shared/openapi");
      if (Boolean.getBoolean("lockstep.rings.required")) {
        throw new AssertionError("the contract ring is required here");
      }
    }
    return isThere();
  }

  /** What holds calls and answers against one of the files. */
  public static Contract load(String file) throws IOException {
    return new Contract(
        OpenApiInteractionValidator.createForInlineApiSpecification(
                JSON.writeValueAsString(document(file)))
            .withBasePathOverride("/")
            .withLevelResolver(
                LevelResolver.create()
                    // traceId, createdBy, followers and more are answered and not in the file
                    .withLevel("validation.response.body.schema.additionalProperties", Level.IGNORE)
                    .build())
            .build());
  }

  /** One of the files, repaired, and alone: what it takes from its neighbour is in it. */
  public static ObjectNode document(String file) throws IOException {
    String text =
        Files.readString(FOLDER.resolve("apps/" + file))
            // the validator takes a text, which has no neighbours
            .replace("../common/common-schemas.json#/", "#/");
    ObjectNode document = (ObjectNode) JSON.readTree(text);
    ObjectNode schemas = (ObjectNode) document.path("components").path("schemas");
    JsonNode common = JSON.readTree(FOLDER.resolve("common/common-schemas.json").toFile());
    common
        .path("components")
        .path("schemas")
        .properties()
        .forEach(one -> schemas.set(one.getKey(), one.getValue()));
    for (JsonNode repair : overlay()) {
      if (repair.path("file").asText().equals(file)) {
        repair(document, repair);
      }
    }
    return document;
  }

  private static JsonNode overlay() throws IOException {
    try (InputStream in = HighLevelSpec.class.getResourceAsStream(OVERLAY)) {
      return YAML.readTree(in);
    }
  }

  private static void repair(ObjectNode document, JsonNode repair) {
    JsonNode target = document.at(repair.path("at").asText());
    JsonNode before = target.deepCopy();
    if (target instanceof ArrayNode list && repair.has("add")) {
      list.add(repair.get("add"));
    } else if (target instanceof ObjectNode object) {
      repair.path("set").properties().forEach(one -> object.set(one.getKey(), one.getValue()));
      repair.path("remove").forEach(name -> object.remove(name.asText()));
    }
    if (target.equals(before) || repair.path("why").asText().isEmpty()) {
      throw new IllegalStateException(
          OVERLAY + ": without effect or without a reason: " + repair.path("at").asText());
    }
  }
}
