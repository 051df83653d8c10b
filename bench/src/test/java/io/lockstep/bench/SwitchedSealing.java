package io.lockstep.bench;

import io.lockstep.engine.LockstepDataConverter;
import io.lockstep.engine.PayloadKeys;
import io.lockstep.engine.SealingCodec;
import io.lockstep.engine.keys.KeyFile;
import io.lockstep.starter.StarterApplication;
import io.lockstep.worker.WorkerApplication;
import io.lockstep.workflows.sync.WireDefaults;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.payload.codec.PayloadCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A process that seals its payloads or not, as a file says, so that both are measured in turn in
 * one warm process. What is sealed opens either way.
 */
@Configuration(proxyBeanMethods = false)
class SwitchedSealing {

  /** Names the file; while it is there, nothing is sealed. */
  static final String PROPERTY = "bench.unsealed-while";

  @Bean
  static BeanPostProcessor switchedConverter(
      ObjectProvider<KeyFile> keys, @Value("${" + PROPERTY + "}") Path file) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataConverter ? converter(keys.getObject(), file) : bean;
      }
    };
  }

  private static DataConverter converter(KeyFile keys, Path file) {
    SealingCodec sealing = new SealingCodec(PayloadKeys.parse(keys.payloadKeyset()));
    return LockstepDataConverter.create(new Switched(sealing, file), WireDefaults.ALL);
  }

  private record Switched(PayloadCodec sealing, Path file) implements PayloadCodec {

    @Override
    public List<Payload> encode(List<Payload> payloads) {
      return Files.exists(file) ? payloads : sealing.encode(payloads);
    }

    @Override
    public List<Payload> decode(List<Payload> payloads) {
      return sealing.decode(payloads);
    }
  }

  /** A worker that can do without. */
  static final class Worker {

    private Worker() {}

    public static void main(String[] args) {
      WorkerApplication.application().sources(SwitchedSealing.class).run(args);
    }
  }

  /** A starter-api that can do without. */
  static final class Starter {

    private Starter() {}

    public static void main(String[] args) {
      StarterApplication.application().sources(SwitchedSealing.class).run(args);
    }
  }
}
