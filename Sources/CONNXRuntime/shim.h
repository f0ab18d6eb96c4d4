// The table of functions of ONNX Runtime (onnxruntime_c_api.h, OrtApi), as far as it is used. Functions that are not used stand in as
// gaps so that the others lie where they belong. Each returns NULL, or a status that says what went wrong and is released.
#ifndef AISLE_CONNXRUNTIME_H
#define AISLE_CONNXRUNTIME_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
  void *to_1[2];
  const char *(*error_message)(const void *status);  // 2
  void *(*create_environment)(int32_t severity, const char *name, void **environment);
  void *to_6[3];
  void *(*create_session)(const void *environment, const char *path, const void *options, void **session);  // 7
  void *to_8[1];
  void *(*run)(
      void *session, const void *run_options, const char *const *input_names, const void *const *inputs, size_t input_count,
      const char *const *output_names, size_t output_count, void **outputs);  // 9
  void *(*create_session_options)(void **options);
  void *to_23[13];
  void *(*set_threads)(void *options, int32_t threads);  // 24
  void *to_29[5];
  void *(*input_count)(const void *session, size_t *count);  // 30
  void *(*output_count)(const void *session, size_t *count);
  void *to_48[17];
  void *(*create_tensor)(
      const void *memory, void *data, size_t bytes, const int64_t *shape, size_t dimensions, int32_t type, void **value);  // 49
  void *to_50[1];
  void *(*tensor_data)(void *value, void **data);  // 51
  void *to_60[9];
  void *(*dimension_count)(const void *information, size_t *count);  // 61
  void *(*dimensions)(const void *information, int64_t *dimensions, size_t count);
  void *to_64[2];
  void *(*tensor_shape)(const void *value, void **information);  // 65
  void *to_68[3];
  void *(*create_memory)(int32_t allocator, int32_t kind, void **memory);  // 69
  void *to_91[22];
  void (*release_environment)(void *environment);  // 92
  void (*release_status)(void *status);
  void (*release_memory)(void *memory);
  void (*release_session)(void *session);
  void (*release_value)(void *value);
  void *to_98[2];
  void (*release_shape)(void *information);  // 99
  void (*release_session_options)(void *options);
} aisle_ort_api;

typedef struct {
  const aisle_ort_api *(*api)(uint32_t version);
  const char *(*version)(void);
} aisle_ort_base;

typedef const aisle_ort_base *(*aisle_ort_base_fn)(void);

// Element types.
enum { aisle_ort_float = 1, aisle_ort_int64 = 7, aisle_ort_bool = 9 };

#endif
