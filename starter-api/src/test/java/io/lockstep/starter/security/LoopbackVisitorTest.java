package io.lockstep.starter.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class LoopbackVisitorTest {

  private final LoopbackVisitor visitor = new LoopbackVisitor();

  @ParameterizedTest
  @CsvSource({"127.0.0.1, localhost", "127.0.0.1, 127.0.0.1", "0:0:0:0:0:0:0:1, [::1]"})
  void whoSitsAtThisMachineIsLetIn(String from, String host) {
    assertThat(visitor.matches(request(from, host))).isTrue();
  }

  @Test
  void anotherMachineIsNot() {
    assertThat(visitor.matches(request("192.0.2.7", "localhost"))).isFalse();
  }

  @Test
  void aForeignNameThatLeadsHereIsNot() {
    assertThat(visitor.matches(request("127.0.0.1", "rebound.example"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "Via"})
  void whoComesThroughAProxyIsNot(String header) {
    MockHttpServletRequest request = request("127.0.0.1", "localhost");
    request.addHeader(header, "192.0.2.7");
    assertThat(visitor.matches(request)).isFalse();
  }

  private static MockHttpServletRequest request(String from, String host) {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
    request.setRemoteAddr(from);
    request.setServerName(host);
    return request;
  }
}
