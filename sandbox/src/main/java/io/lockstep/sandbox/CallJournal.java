package io.lockstep.sandbox;

import io.lockstep.sandbox.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps a sandbox over a restart, a kill -9 included: the calls that changed something, each on one
 * line with its time. As the same calls at the same times give the same world, doing them again is
 * all it takes to get it back.
 */
final class CallJournal implements AutoCloseable {

  private final FileChannel file;

  private CallJournal(FileChannel file) {
    this.file = file;
  }

  /**
   * One call that changed something.
   *
   * @param effectOnly whether its effect came later than its answer, which was an error
   */
  record Entry(Instant at, SandboxCall call, boolean effectOnly) {

    static Entry call(Instant at, SandboxCall call) {
      return new Entry(at, call, false);
    }

    static Entry effect(Instant at, SandboxCall call) {
      return new Entry(at, call, true);
    }
  }

  /** What the file holds; a last line that a kill cut short was never answered, and is left out. */
  static List<Entry> read(Path path) {
    if (!Files.exists(path)) {
      return List.of();
    }
    try {
      String text = Files.readString(path);
      List<Entry> entries = new ArrayList<>();
      text.substring(0, text.lastIndexOf('\n') + 1)
          .lines()
          .map(CallJournal::entry)
          .forEach(entries::add);
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read", e);
    }
  }

  /** Opens the file for more; what follows its last whole line is cut off. */
  static CallJournal append(Path path) {
    try {
      FileChannel file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      String text = Files.readString(path);
      file.truncate(
          text.substring(0, text.lastIndexOf('\n') + 1).getBytes(StandardCharsets.UTF_8).length);
      file.position(file.size());
      return new CallJournal(file);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be written", e);
    }
  }

  /** Writes a call down, before its answer leaves. */
  void write(Entry entry) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("at", entry.at().toString());
    line.put("method", entry.call().method());
    line.put("path", entry.call().pathAndQuery());
    if (entry.effectOnly()) {
      line.put("effectOnly", true);
    }
    line.put("headers", entry.call().headers());
    line.put("body", Base64.getEncoder().encodeToString(entry.call().body()));
    try {
      byte[] json = Json.bytes(line);
      ByteBuffer bytes = ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n').flip();
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the sandbox's journal cannot be written", e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the sandbox's journal cannot be closed", e);
    }
  }

  private static Entry entry(String line) {
    Map<String, Object> read = Json.object(line.getBytes(StandardCharsets.UTF_8));
    Map<String, String> headers = new LinkedHashMap<>();
    Json.map(read.get("headers"))
        .forEach((name, value) -> headers.put(name, String.valueOf(value)));
    return new Entry(
        Instant.parse(String.valueOf(read.get("at"))),
        new SandboxCall(
            String.valueOf(read.get("method")),
            String.valueOf(read.get("path")),
            headers,
            Base64.getDecoder().decode(String.valueOf(read.get("body")))),
        Boolean.TRUE.equals(read.get("effectOnly")));
  }
}
