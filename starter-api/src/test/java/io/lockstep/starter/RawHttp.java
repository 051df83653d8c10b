package io.lockstep.starter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;

/** HTTP as bytes, since a client that minds the rules cannot break them. */
final class RawHttp {

  private static final String GO_ON = "HTTP/1.1 100";
  private static final int PATIENCE_MILLIS = 20_000;

  private RawHttp() {}

  /**
   * A request, its head as it crosses the wire.
   *
   * @param headers without the body's length and the end of the connection, which are added
   * @param body a letter a byte, as ISO 8859-1 has them
   */
  record Request(String method, String target, List<String> headers, String body, boolean chunked) {

    private byte[] head() {
      String length = chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length();
      String lines =
          "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n%s\r\n%s\r\n"
              .formatted(
                  method,
                  target,
                  length,
                  headers.stream().reduce("", (all, one) -> all + one + "\r\n"));
      return lines.getBytes(ISO_8859_1);
    }

    void writeTo(OutputStream out) throws IOException {
      out.write(head());
      if (chunked) {
        out.write((Integer.toHexString(body.length()) + "\r\n").getBytes(ISO_8859_1));
        out.write(body.getBytes(ISO_8859_1));
        out.write((body.length() == 0 ? "\r\n" : "\r\n0\r\n\r\n").getBytes(ISO_8859_1));
      } else {
        out.write(body.getBytes(ISO_8859_1));
      }
      out.flush();
    }

    @Override
    public String toString() { // complete, so that it can be sent again by hand
      return new String(head(), ISO_8859_1)
          + (body.length() < 2_000 ? body : body.substring(0, 200) + "... " + body.length());
    }
  }

  /** What came back; status 0 when the server closed without a word. */
  record Answer(int status, String head, String body) {}

  static Answer send(int port, Request request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      try {
        request.writeTo(socket.getOutputStream());
      } catch (IOException closed) { // refused before it was read to its end: the answer is there
      }
      return read(socket.getInputStream());
    }
  }

  static Answer read(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      in.transferTo(all);
    } catch (java.net.SocketTimeoutException silent) {
      throw silent;
    } catch (IOException reset) { // what came before it is the answer
    }
    String text = all.toString(UTF_8);
    if (text.startsWith(GO_ON)) {
      text = text.substring(text.indexOf("\r\n\r\n") + 4);
    }
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return new Answer(0, text, "");
    }
    return new Answer(
        Integer.parseInt(text.substring(9, 12)), text.substring(0, end), text.substring(end + 4));
  }
}
