#include <flite/flite.h>
/* Debian's headers declare neither of these: they come from the voice libraries. */
cst_voice *register_cmu_us_rms(const char *voxdir);
cst_voice *register_cmu_us_slt(const char *voxdir);
