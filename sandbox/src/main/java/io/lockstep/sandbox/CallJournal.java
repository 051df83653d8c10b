package io.lockstep.sandbox;

import io.lockstep.sandbox.http.Caller;
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

  /** What of a call is done again. */
  enum What {
    /** All of it. */
    CALL,
    /** Its effect, which came later than its answer, an error. */
    EFFECT,
    /** The edit a person made of what it read. */
    EDIT
  }

  /**
   * One call that changed something.
   *
   * @param caller whose it was; of a whole call nobody's, for its token tells
   * @param edit what a person wrote; else empty
   */
  record Entry(Instant at, What what, SandboxCall call, Caller caller, Map<String, Object> edit) {

    static Entry call(Instant at, SandboxCall call) {
      return new Entry(at, What.CALL, call, Caller.NOBODY, Map.of());
    }

    static Entry effect(Instant at, SandboxCall call, Caller caller) {
      return new Entry(at, What.EFFECT, call, caller, Map.of());
    }

    static Entry edit(Instant at, SandboxCall read, Exchange.Edit edit) {
      return new Entry(at, What.EDIT, read, edit.reader(), edit.values());
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
    if (entry.what() != What.CALL) {
      line.put("what", entry.what().name());
      line.put("caller", List.of(entry.caller().name(), entry.caller().home()));
      line.put("edit", entry.edit());
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
    List<String> caller = Json.texts(read.get("caller"));
    return new Entry(
        Instant.parse(String.valueOf(read.get("at"))),
        What.valueOf(String.valueOf(read.getOrDefault("what", What.CALL.name()))),
        new SandboxCall(
            String.valueOf(read.get("method")),
            String.valueOf(read.get("path")),
            headers,
            Base64.getDecoder().decode(String.valueOf(read.get("body")))),
        caller.isEmpty() ? Caller.NOBODY : new Caller(caller.get(0), caller.get(1)),
        Json.map(read.get("edit")));
  }
}
