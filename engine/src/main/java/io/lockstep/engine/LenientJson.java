package io.lockstep.engine;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotationIntrospectorPair;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The mapper for payloads. A newer release may add a component or a constant: an unknown component
 * is ignored, an unknown constant read as its type's default, and a collection left out is empty. A
 * payload that cannot be read would be a signal the SDK drops in silence.
 */
final class LenientJson {

  private LenientJson() {}

  /**
   * A mapper.
   *
   * @param defaults what an unknown constant of their type is read as; where none is named it is
   *     the constant {@code UNKNOWN}, and null where there is no such constant
   */
  static ObjectMapper mapper(Collection<? extends Enum<?>> defaults) {
    ObjectMapper mapper = JacksonJsonPayloadConverter.newDefaultObjectMapper(); // knows java.time
    mapper
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
        .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        // What a record holds is its components; its other methods are no properties.
        .setVisibility(PropertyAccessor.GETTER, Visibility.NONE)
        .setVisibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
        .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
        .setAnnotationIntrospector(
            AnnotationIntrospectorPair.create(
                new JacksonAnnotationIntrospector(), defaultsOf(defaults)));
    for (Class<?> collection : List.of(List.class, Set.class, Map.class)) {
      mapper
          .configOverride(collection)
          .setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
    }
    return mapper;
  }

  // Our records carry no annotation of Jackson's: the rooms that hold them do not know it.
  private static AnnotationIntrospector defaultsOf(Collection<? extends Enum<?>> defaults) {
    Map<Class<?>, Enum<?>> byType =
        defaults.stream()
            .collect(Collectors.toUnmodifiableMap(Enum::getDeclaringClass, Function.identity()));
    return new NopAnnotationIntrospector() {
      private static final long serialVersionUID = 1L;

      @Override
      public @Nullable Enum<?> findDefaultEnumValue(AnnotatedClass type, Enum<?>[] constants) {
        Enum<?> named = byType.get(type.getRawType());
        return named != null
            ? named
            : Arrays.stream(constants)
                .filter(constant -> constant.name().equals("UNKNOWN"))
                .findFirst()
                .orElse(null);
      }
    };
  }
}
