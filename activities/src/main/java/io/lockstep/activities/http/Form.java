package io.lockstep.activities.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One file as {@code multipart/form-data} (RFC 7578, names escaped as browsers do).
 *
 * @param boundary to be told in the Content-Type
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes: they are sent, never compared
public record Form(String boundary, byte[] body) {

  /** The form whose one part has that name. */
  public static Form of(String part, String fileName, String contentType, byte[] content) {
    String boundary = "lockstep-" + digest(content); // no content holds its own digest
    String head =
        """
        --%s
        Content-Disposition: form-data; name="%s"; filename="%s"
        Content-Type: %s

        """
            .formatted(boundary, part, escaped(fileName), contentType)
            .replace("\n", "\r\n");
    var body = new ByteArrayOutputStream(head.length() + content.length + 128);
    body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    body.writeBytes(content);
    body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return new Form(boundary, body.toByteArray());
  }

  private static String escaped(String fileName) {
    return fileName.replace("\r", "%0D").replace("\n", "%0A").replace("\"", "%22");
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  @Override
  public String toString() { // a file may be anybody's
    return "Form[" + body.length + " bytes]";
  }
}
