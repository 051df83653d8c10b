package io.lockstep.twins;

import io.lockstep.starter.People;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.annotation.DirtiesContext;

/** A test of {@link StarterOnTwins}; each class gets twins of its own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = StarterOnTwins.class,
    properties = {
      "spring.config.name=starter-api",
      "lockstep.operator.password=the operator's password",
      "lockstep.viewer.password=the viewer's password",
      "lockstep.users.vera.token-hashes=" + People.VERA_HASH,
      "lockstep.users.vera.viewer-of=acme",
      "lockstep.users.omar.token-hashes=" + People.OMAR_HASH,
      "lockstep.users.omar.operator-of=acme",
      "lockstep.users.olga.token-hashes=" + People.OLGA_HASH,
      "lockstep.users.olga.operator-of=other",
      "lockstep.users.olga.viewer-of=third",
      "lockstep.users.otto.token-hashes=" + People.OTTO_HASH,
      "lockstep.users.otto.operator-of[0]=*"
    })
@AutoConfigureMockMvc
@DirtiesContext
public @interface OnTwins {}
