package io.lockstep.starter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds the bodies of the operator API; webhooks and the codec endpoint bound their own. It stands
 * behind the logins, so nobody's body is read before it is known who sends it.
 */
@Component
final class BodyLimit extends OncePerRequestFilter {

  /** The largest edit, of the widest letters. */
  static final int MOST_BYTES = 4 * 1024 * 1024;

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getServletPath().startsWith("/api/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<byte[]> body = BoundedBody.read(request, MOST_BYTES);
    if (body.isEmpty()) {
      response.sendError(HttpStatus.CONTENT_TOO_LARGE.value());
    } else {
      chain.doFilter(new Read(request, body.get()), response);
    }
  }

  /** The same request, its body read already. */
  private static final class Read extends HttpServletRequestWrapper {

    private final byte[] body;

    Read(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public ServletInputStream getInputStream() {
      return new InMemory(new ByteArrayInputStream(body));
    }
  }

  private static final class InMemory extends ServletInputStream {

    private final ByteArrayInputStream body;

    InMemory(ByteArrayInputStream body) {
      this.body = body;
    }

    @Override
    public int read() {
      return body.read();
    }

    @Override
    public int read(byte[] into, int from, int length) {
      return body.read(into, from, length);
    }

    @Override
    public boolean isFinished() {
      return body.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("no request here is read asynchronously");
    }
  }
}
