package io.lockstep.activities.contract;

import feign.RequestLine;
import io.lockstep.activities.http.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The connectors' interfaces as they were compiled, so that a new one cannot be forgotten. */
final class Features {

  private static final String ROOM = "io/lockstep/activities/";

  private Features() {}

  /** The interfaces of one connector, by name. */
  static List<Class<?>> of(String connector) {
    try {
      Path classes =
          Path.of(Operation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<Path> files = Files.list(classes.resolve(ROOM + connector))) {
        return files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".class") && !name.contains("$"))
            .<Class<?>>map(
                name -> loaded(connector, name.substring(0, name.length() - ".class".length())))
            .filter(type -> !calls(type).isEmpty())
            .sorted(Comparator.comparing(Class::getSimpleName))
            .toList();
      }
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Class<?> loaded(String connector, String name) {
    try {
      return Class.forName((ROOM + connector + "/" + name).replace('/', '.'));
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The methods of an interface that make a call, in the order of their paths. */
  static List<Call> calls(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(RequestLine.class))
        .map(Call::of)
        .sorted(
            Comparator.comparing(Call::path).thenComparing(Call::verb).thenComparing(Call::name))
        .toList();
  }

  /** All calls of one connector. */
  static List<Call> callsOf(String connector) {
    return of(connector).stream().flatMap(type -> calls(type).stream()).toList();
  }

  /**
   * One method that makes a call.
   *
   * @param name ours, as errors and metrics have it
   * @param path without its query
   */
  record Call(Method method, String name, String verb, String path, Operation operation) {

    static Call of(Method method) {
      String line = method.getAnnotation(RequestLine.class).value();
      int blank = line.indexOf(' ');
      int query = line.indexOf('?');
      return new Call(
          method,
          method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT),
          line.substring(0, blank),
          line.substring(blank + 1, query < 0 ? line.length() : query),
          method.getAnnotation(Operation.class));
    }

    /** The file of the source, without its folder. */
    String file() {
      return operation.source().substring(0, operation.source().indexOf('#'));
    }

    String operationId() {
      return operation.source().substring(operation.source().indexOf('#') + 1);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
