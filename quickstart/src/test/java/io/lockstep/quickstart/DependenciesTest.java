package io.lockstep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * What both programs are built on: under which licences, and in no version for which a fix was
 * known when {@code known-fixes.txt} was last written. Reads the files Maven has fetched; asks
 * nobody.
 */
class DependenciesTest {

  /** Permissive, or weak copyleft of a file or a library as it is; one of a jar's is enough. */
  private static final Pattern ALLOWED =
      Pattern.compile(
          "(the )?apache( software| public)?( license)?,?[ -](version )?2(\\.0)?"
              + "|(the )?mit( license)?( \\(mit\\))?|mit-0|0bsd|go license"
              + "|(the )?(new )?bsd([ -][23][ -]clause)?( license)?"
              + "|epl[ -][12]\\.0|(the )?eclipse public license.*"
              + "|edl 1\\.0|eclipse distribution license.*|public domain.*|cc0.*");

  private static final Path FIXES = Path.of("src/test/resources/known-fixes.txt");

  /** A jar in Maven's local repository. */
  record Jar(Path repository, String group, String artifact, String version) {

    /** Empty for what has no POM beside it: a module's own classes, the JDK's. */
    static Optional<Jar> of(Path file) {
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null || folder.getNameCount() < 3 || !file.toString().endsWith(".jar")) {
        return Optional.empty();
      }
      String version = String.valueOf(folder.getFileName());
      String artifact = String.valueOf(folder.getName(folder.getNameCount() - 2));
      Path pom = folder.resolve(artifact + "-" + version + ".pom");
      if (!Files.exists(pom)) {
        return Optional.empty();
      }
      String group = group(pom);
      Path repository = folder.resolve("../..").normalize();
      for (int depth = group.split("\\.").length; depth > 0; depth--) {
        repository = repository.resolve("..").normalize();
      }
      return Optional.of(new Jar(repository, group, artifact, version));
    }

    private static String group(Path pom) {
      try {
        Element project = xml(pom);
        return text(
            children(project, "groupId").isEmpty() ? children(project, "parent").get(0) : project,
            "groupId");
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }

    String name() {
      return group + ":" + artifact;
    }

    Path pom() {
      return repository
          .resolve(group.replace('.', '/'))
          .resolve(artifact)
          .resolve(version)
          .resolve(artifact + "-" + version + ".pom");
    }

    /** What its POM says, or the one that is its parent. */
    List<String> licences() throws IOException {
      Element project = xml(pom());
      List<String> named =
          children(project, "licenses").stream()
              .flatMap(all -> children(all, "license").stream())
              .flatMap(one -> children(one, "name").stream())
              .map(name -> name.getTextContent().strip())
              .toList();
      List<Element> parent = children(project, "parent");
      if (!named.isEmpty() || parent.isEmpty()) {
        return named;
      }
      Element of = parent.get(0);
      return new Jar(repository, text(of, "groupId"), text(of, "artifactId"), text(of, "version"))
          .licences();
    }

    @Override
    public String toString() {
      return name() + ":" + version;
    }
  }

  /** A version that mends a hole somebody has told of. */
  record Fix(String name, String version, String advisory) {

    static Fix of(String line) {
      String[] words = line.strip().split("\\s+", 3);
      return new Fix(words[0], words[1], words[2]);
    }

    boolean isMissingIn(Jar jar) {
      return jar.name().equals(name) && isOlder(jar.version(), version);
    }
  }

  @Test
  void everyLicenceIsAllowed() throws IOException {
    List<String> refused = new ArrayList<>();
    for (Jar jar : jars()) {
      List<String> licences = jar.licences();
      if (licences.stream().noneMatch(DependenciesTest::isAllowed)) {
        refused.add(jar + " " + licences);
      }
    }
    assertThat(refused).as("leave it out, or allow its licence here on purpose").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GNU Affero General Public License v3",
        "GNU Lesser General Public License",
        "GPL2 w/ CPE",
        "Business Source License 1.1",
        "FSL-1.1-ALv2",
        "Server Side Public License",
        ""
      })
  void anotherLicenceIsNot(String name) {
    assertThat(isAllowed(name)).isFalse();
  }

  @Test
  void aJarThatNamesNoLicenceHasItsParents(@TempDir Path folder) throws IOException {
    Path repository = folder.resolve("repository");
    pom(
        repository,
        "org.example",
        "parent",
        "1",
        "<licenses><license><name>GPL</name></license></licenses>");
    Jar child =
        pom(
            repository,
            "org.example.sub",
            "child",
            "2",
            "<parent><groupId>org.example</groupId><artifactId>parent</artifactId>"
                + "<version>1</version></parent>");
    assertThat(child.licences()).containsExactly("GPL");
    assertThat(pom(repository, "org.example", "none", "3", "").licences()).isEmpty();
  }

  private static Jar pom(
      Path repository, String group, String artifact, String version, String content)
      throws IOException {
    Path folder = repository.resolve(group.replace('.', '/')).resolve(artifact).resolve(version);
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve(artifact + "-" + version + ".pom"),
        "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><groupId>%s</groupId>%s</project>"
            .formatted(group, content));
    Jar jar = Jar.of(folder.resolve(artifact + "-" + version + ".jar")).orElseThrow();
    assertThat(jar).isEqualTo(new Jar(repository, group, artifact, version));
    return jar;
  }

  @Test
  void noKnownFixIsMissing() throws IOException {
    List<Jar> jars = jars();
    assertThat(fixes())
        .flatMap(
            fix ->
                jars.stream().filter(fix::isMissingIn).map(jar -> jar + " lacks " + fix).toList())
        .isEmpty();
  }

  @Test
  void everyFixIsOfSomethingThatIsUsed() throws IOException {
    List<String> used = jars().stream().map(Jar::name).toList();
    assertThat(fixes()).extracting(Fix::name).isSubsetOf(used);
  }

  @ParameterizedTest
  @CsvSource({
    "1.9.9, 1.10.0, true",
    "1.10.0, 1.10.0, false",
    "1.10, 1.10.0, false",
    "4.1.118.Final, 4.1.125.Final, true",
    "42.7.7, 42.7.11, true",
    "2.0, 1.33, false"
  })
  void versionsAreComparedByTheirNumbers(String one, String other, boolean older) {
    assertThat(isOlder(one, other)).isEqualTo(older);
  }

  private static boolean isAllowed(String licence) {
    return ALLOWED.matcher(licence.toLowerCase(Locale.ROOT).strip()).matches();
  }

  private static boolean isOlder(String version, String than) {
    List<Integer> one = numbers(version);
    List<Integer> other = numbers(than);
    for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
      int difference = (i < one.size() ? one.get(i) : 0) - (i < other.size() ? other.get(i) : 0);
      if (difference != 0) {
        return difference < 0;
      }
    }
    return false;
  }

  private static List<Integer> numbers(String version) {
    return Stream.of(version.split("[^0-9]+"))
        .filter(part -> !part.isEmpty() && part.length() < 9)
        .map(Integer::valueOf)
        .toList();
  }

  private static List<Fix> fixes() throws IOException {
    return Files.readAllLines(FIXES).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Fix::of)
        .toList();
  }

  /** All that is on this module's class path, which has both programs on it. */
  private static List<Jar> jars() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<Jar> jars =
        Stream.of(path.split(File.pathSeparator))
            .map(Path::of)
            .flatMap(file -> Jar.of(file).stream())
            .distinct()
            .toList();
    assertThat(jars).as("jars with their POMs, as Maven keeps them").isNotEmpty();
    return jars;
  }

  private static Element xml(Path file) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
    } catch (ParserConfigurationException | SAXException unreadable) {
      throw new IOException("cannot read " + file.getFileName(), unreadable);
    }
  }

  private static List<Element> children(Element of, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = of.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child && child.getTagName().equals(name)) {
        found.add(child);
      }
    }
    return found;
  }

  private static String text(Element of, String name) {
    return children(of, name).get(0).getTextContent().strip();
  }
}
