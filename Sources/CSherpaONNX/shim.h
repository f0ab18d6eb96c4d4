// Layouts and signatures of sherpa-onnx 2.0.1 (sherpa-onnx/c-api/c-api.h of the PyPI package sherpa-onnx-core), as far as they are used.
// Members that are not used stand in so that the others lie where they belong.
#ifndef AISLE_CSHERPAONNX_H
#define AISLE_CSHERPAONNX_H

#include <stdint.h>

typedef struct {
  int32_t sample_rate, feature_dim;
} aisle_sherpa_features;

typedef struct {
  struct { const char *encoder, *decoder, *joiner; } transducer;
  struct { const char *encoder, *decoder; } paraformer;
  struct { const char *model; } zipformer2_ctc;
  const char *tokens;
  int32_t num_threads;
  const char *provider;
  int32_t debug;
  const char *model_type, *modeling_unit, *bpe_vocab, *tokens_buf;
  int32_t tokens_buf_size;
  struct { const char *model; } nemo_ctc;
  struct { const char *model; } t_one_ctc;
} aisle_sherpa_online_model;

typedef struct {
  aisle_sherpa_features feat_config;
  aisle_sherpa_online_model model_config;
  const char *decoding_method;
  int32_t max_active_paths, enable_endpoint;
  float rule1_min_trailing_silence, rule2_min_trailing_silence, rule3_min_utterance_length;
  const char *hotwords_file;
  float hotwords_score;
  struct { const char *graph; int32_t max_active; } ctc_fst_decoder_config;
  const char *rule_fsts, *rule_fars;
  float blank_penalty;
  const char *hotwords_buf;
  int32_t hotwords_buf_size;
  struct { const char *dict_dir, *lexicon, *rule_fsts; } hr;
} aisle_sherpa_online_recognizer;

typedef struct {
  const char *text, *tokens;
  const char *const *tokens_arr;
  float *timestamps;
  int32_t count;
  const char *json;
} aisle_sherpa_online_result;

typedef struct {
  struct {
    const char *model, *lexicon, *tokens, *data_dir;
    float noise_scale, noise_scale_w, length_scale;
    const char *dict_dir;
  } vits;
  int32_t num_threads, debug;
  const char *provider;
  struct {
    const char *acoustic_model, *vocoder, *lexicon, *tokens, *data_dir;
    float noise_scale, length_scale;
    const char *dict_dir;
  } matcha;
  struct {
    const char *model, *voices, *tokens, *data_dir;
    float length_scale;
    const char *dict_dir, *lexicon, *lang;
  } kokoro;
  struct {
    const char *model, *voices, *tokens, *data_dir;
    float length_scale;
    const char *lexicon;
  } kitten;
  struct {
    const char *tokens, *encoder, *decoder, *vocoder, *data_dir, *lexicon;
    float feat_scale, t_shift, target_rms, guidance_scale;
  } zipvoice;
  struct {
    const char *lm_flow, *lm_main, *encoder, *decoder, *text_conditioner, *vocab_json, *token_scores_json;
    int32_t voice_embedding_cache_capacity;
  } pocket;
  struct {
    const char *duration_predictor, *text_encoder, *vector_estimator, *vocoder, *tts_json, *unicode_indexer, *voice_style;
  } supertonic;
} aisle_sherpa_tts_model;

typedef struct {
  aisle_sherpa_tts_model model;
  const char *rule_fsts;
  int32_t max_num_sentences;
  const char *rule_fars;
  float silence_scale;
} aisle_sherpa_tts;

typedef struct {
  const float *samples;
  int32_t n, sample_rate;
} aisle_sherpa_audio;

// silero_vad, and ten_vad, whose members are the same.
typedef struct {
  const char *model;
  float threshold, min_silence_duration, min_speech_duration;
  int32_t window_size;
  float max_speech_duration;
} aisle_sherpa_vad_model;

typedef struct {
  aisle_sherpa_vad_model silero_vad;
  int32_t sample_rate, num_threads;
  const char *provider;
  int32_t debug;
  aisle_sherpa_vad_model ten_vad;
} aisle_sherpa_vad;

typedef const char *(*aisle_sherpa_version_fn)(void);
typedef void *(*aisle_sherpa_create_recognizer_fn)(const aisle_sherpa_online_recognizer *);
typedef void *(*aisle_sherpa_create_stream_fn)(const void *recognizer);
typedef void *(*aisle_sherpa_create_biased_fn)(const void *recognizer, const char *hotwords);
typedef void (*aisle_sherpa_destroy_fn)(const void *);
typedef void (*aisle_sherpa_accept_fn)(const void *stream, int32_t rate, const float *samples, int32_t count);
typedef int32_t (*aisle_sherpa_ready_fn)(const void *recognizer, const void *stream);
typedef void (*aisle_sherpa_decode_fn)(const void *recognizer, const void *stream);
typedef const aisle_sherpa_online_result *(*aisle_sherpa_result_fn)(const void *recognizer, const void *stream);
typedef void (*aisle_sherpa_destroy_result_fn)(const aisle_sherpa_online_result *);
typedef void *(*aisle_sherpa_create_tts_fn)(const aisle_sherpa_tts *);
typedef int32_t (*aisle_sherpa_rate_fn)(const void *tts);
typedef int32_t (*aisle_sherpa_chunk_fn)(const float *samples, int32_t count, void *context);
typedef const aisle_sherpa_audio *(*aisle_sherpa_generate_fn)(
    const void *tts, const char *text, int32_t speaker, float speed, aisle_sherpa_chunk_fn, void *context);
typedef void (*aisle_sherpa_destroy_audio_fn)(const aisle_sherpa_audio *);
typedef void *(*aisle_sherpa_create_vad_fn)(const aisle_sherpa_vad *, float buffered_seconds);
typedef void (*aisle_sherpa_watch_fn)(const void *vad, const float *samples, int32_t count);
typedef int32_t (*aisle_sherpa_detected_fn)(const void *vad);

#endif
