package io.lockstep.ledger;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Seals lists of texts for one column of one record. */
final class SealedTexts {

  private final Sealer sealer;

  SealedTexts(Sealer sealer) {
    this.sealer = sealer;
  }

  String seal(List<String> texts, RecordKey key, String table, String row, String column) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(texts.size());
      for (String text : texts) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sealer.seal(bytes.toByteArray(), place(key, table, row, column));
  }

  List<String> open(String sealed, RecordKey key, String table, String row, String column) {
    byte[] clear = sealer.open(sealed, place(key, table, row, column));
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(clear))) {
      int size = in.readInt();
      List<String> texts = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        texts.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
      }
      return List.copyOf(texts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String place(RecordKey key, String table, String row, String column) {
    String pair = String.join("/", table, key.pair().connection(), key.pair().contactId());
    String item = key.itemText().isEmpty() ? "" : "/" + key.itemText();
    return String.join("/", pair + item, row, column);
  }
}
