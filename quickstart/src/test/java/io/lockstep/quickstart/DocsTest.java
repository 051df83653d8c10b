package io.lockstep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Holds the documents to the tree they speak of. */
class DocsTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?://|#)([^)#]+)(#[^)]*)?\\)");

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyRelativeLinkLeadsSomewhere(Path page) throws IOException {
    List<String> broken = new ArrayList<>();
    Matcher links = LINK.matcher(Files.readString(page));
    while (links.find()) {
      Path target = page.resolveSibling(links.group(1));
      if (!Files.exists(target)) {
        broken.add(links.group(1));
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void everyPropertyIsListed() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/configuration.md"));
    List<String> properties = properties();
    assertThat(properties).contains("lockstep.keys.file", "lockstep.sweep.every");
    assertThat(properties).allSatisfy(property -> assertThat(page).contains("`" + property + "`"));
  }

  @Test
  void everyListedPropertyExists() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/configuration.md"));
    Matcher rows = Pattern.compile("(?m)^\\| `(lockstep\\.[^`]+)`").matcher(page);
    List<String> listed = rows.results().map(row -> row.group(1)).toList();
    assertThat(listed).isNotEmpty().isSubsetOf(known());
  }

  @Test
  void theComposeFileNamesSettingsThatExist() throws IOException {
    Map<String, Object> compose =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(Files.readString(ROOT.resolve("docker-compose.yml")));
    Map<?, ?> services = (Map<?, ?>) Objects.requireNonNull(compose.get("services"));
    List<String> known = known().stream().map(DocsTest::asInTheEnvironment).toList();
    for (String ours : List.of("worker", "starter-api")) {
      Map<?, ?> service = (Map<?, ?>) Objects.requireNonNull(services.get(ours));
      Map<?, ?> environment = (Map<?, ?>) Objects.requireNonNull(service.get("environment"));
      assertThat(environment.keySet().stream().map(String::valueOf).toList())
          .as(ours)
          .contains("LOCKSTEP_KEYS_FILE")
          .isSubsetOf(known);
    }
  }

  private static String asInTheEnvironment(String property) {
    return property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  private static List<String> known() {
    List<String> known = new ArrayList<>(properties());
    known.addAll(
        List.of( // read from the yml files, not bound to a record
            "lockstep.engine",
            "lockstep.embedded-engine",
            "lockstep.runs-per-connection",
            "lockstep.ledger.url",
            "lockstep.ledger.user",
            "lockstep.ledger.password"));
    return known;
  }

  private static List<String> properties() {
    List<String> names = new ArrayList<>();
    new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.lockstep")
            .stream()
            .filter(type -> type.isAnnotatedWith(ConfigurationProperties.class))
            .map(JavaClass::reflect)
            .forEach(
                record ->
                    collect(
                        record,
                        record.getAnnotation(ConfigurationProperties.class).value(),
                        names));
    return names;
  }

  private static void collect(Class<?> record, String prefix, List<String> names) {
    for (RecordComponent component : record.getRecordComponents()) {
      String name = prefix + "." + kebab(component.getName());
      Type type = component.getGenericType();
      if (component.getType().isRecord()) {
        collect(component.getType(), name, names);
      } else if (type instanceof ParameterizedType map && holdsRecords(map)) {
        collect((Class<?>) map.getActualTypeArguments()[1], name + ".<id>", names);
      } else {
        names.add(name);
      }
    }
  }

  private static boolean holdsRecords(ParameterizedType type) {
    Type[] arguments = type.getActualTypeArguments();
    return arguments.length == 2 && arguments[1] instanceof Class<?> value && value.isRecord();
  }

  private static String kebab(String camel) {
    return camel.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
