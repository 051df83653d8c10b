package io.lockstep.engine;

import com.google.crypto.tink.KeysetHandle;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.payload.codec.PayloadCodec;
import java.util.Collection;
import java.util.List;

/**
 * The one converter of every client and worker: lenient JSON, sealed, failures included. Workflow
 * ids and search attributes pass by it: they never hold personal data.
 */
public final class LockstepDataConverter {

  private LockstepDataConverter() {}

  /**
   * A converter.
   *
   * @param keys what to seal with (the primary key) and to open with (any of them)
   * @param defaults what an unknown constant of their type is read as
   */
  public static DataConverter create(KeysetHandle keys, Collection<? extends Enum<?>> defaults) {
    return create(new SealingCodec(keys), defaults);
  }

  /**
   * A converter whose payloads go through another codec.
   *
   * @param codec what seals and opens in place of {@link SealingCodec}
   * @param defaults what an unknown constant of their type is read as
   */
  public static DataConverter create(PayloadCodec codec, Collection<? extends Enum<?>> defaults) {
    return new CodecDataConverter(
        DefaultDataConverter.newDefaultInstance()
            .withPayloadConverterOverrides(
                new JacksonJsonPayloadConverter(LenientJson.mapper(defaults))),
        List.of(codec),
        true);
  }
}
