#ifndef AISLE_CSPEEXDSP_H
#define AISLE_CSPEEXDSP_H

#include <speex/speex_echo.h>

#endif
